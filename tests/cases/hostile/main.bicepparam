using './main.bicep'

param text = readEnvironmentVariable('TEXT', '\${workspace.id} $\${x} \\\${y} $')
param free = readEnvironmentVariable('FREE', '[resourceGroup().location] [[x] ]one\ntwo\r\nthree\ttabbed\n')
