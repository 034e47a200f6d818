# Ends with 0 where Pester 5 is there, or could be had from the PowerShell Gallery within a minute.
param([string] $Folder)
$env:PSModulePath = "$Folder$([System.IO.Path]::PathSeparator)$env:PSModulePath"
function Test-Pester { [bool] (Get-Module -ListAvailable -Name Pester | Where-Object -FilterScript { $_.Version -ge '5.3' -and $_.Version -lt '6.0' }) }

if (Test-Pester) { exit 0 }
if (-not (Get-Command -Name Save-PSResource -ErrorAction Ignore)) { exit 1 }
New-Item -ItemType Directory -Path $Folder -Force | Out-Null
$job = Start-ThreadJob -ScriptBlock { Save-PSResource -Name Pester -Version '[5.7,6.0)' -Path $using:Folder -TrustRepository -ErrorAction SilentlyContinue }
$job | Wait-Job -Timeout 60 | Out-Null
if (Test-Pester) { exit 0 }
exit 1
